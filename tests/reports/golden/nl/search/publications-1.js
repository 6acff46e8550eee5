kgFound("publications", [
["publication","Ongebruikte voorbeeldstudie","Schets, Sam, 2018",""],
["publication","Voorbeeldgids voor feedback","Voorbeeld, Vera; Monster, Max, 2014",""],
["publication","Geen verschil met voorbeeldtablets","Proef, Pia, 2019",""],
["publication","Tablets in de voorbeeldklas","Monster, Max, 2020",""],
["publication","Zelf plannen in het voorbeeldonderwijs","Proef, Pia; Voorbeeld, Vera, 2021",""]
], 0);
