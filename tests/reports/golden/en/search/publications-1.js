kgFound("publications", [
["Ongebruikte voorbeeldstudie","Schets, Sam, 2018",""],
["Voorbeeldgids voor feedback","Voorbeeld, Vera; Monster, Max, 2014",""],
["Geen verschil met voorbeeldtablets","Proef, Pia, 2019",""],
["Tablets in de voorbeeldklas","Monster, Max, 2020",""],
["Zelf plannen in het voorbeeldonderwijs","Proef, Pia; Voorbeeld, Vera, 2021",""]
], 0);
