kgFound("texts", [
["question","Which sample device suits a combined year group?","open","questions/apparaat.html"],
["question","Werkt de voorbeeldaanpak ook in het speciaal onderwijs?","open","questions/elders.html"],
["question","Wat is er bekend over leren met voorbeelden?","open","questions/overzicht.html"],
["question","Hoe zetten we teamleden aan tot nadenken over hun eigen competenties?","open","questions/reflectie.html"],
["question","Wat helpt leraren van de voorbeeldschool om op hun eigen competenties te reflecteren?","open","questions/reflectie.html"],
["question","Leren leerlingen meer met een voorbeeldtablet?","open","questions/tegenspraak.html"],
["question","Hoe legt een voorbeeldschool haar aanpak uit aan de inspectie?","in-research","questions/verantwoording.html"],
["question","Wat doet feedback van een voorbeeldprogramma met motivatie?","open","questions/verouderd.html"],
["question","Moet de voorbeeldschool kiezen voor één leverancier?","open","questions/vervallen.html"],
["school","Voorbeeldschool De Proef","99XA Voorbeeldstad","schools/99XA.html"],
["school","Voorbeeldschool Het Model","99XB Voorbeeldstad","schools/99XB.html"],
["school","Voorbeeldschool De Schets","99XC Voorbeeldstad","schools/99XC.html"],
["meeting","Voorbeeldbijeenkomst zonder datum","","notes/meetings/zonder-datum.md.html"],
["meeting","Eerste voorbeeldbijeenkomst","2020-11-10","notes/meetings/2020-11-10-eerste.md.html"],
["meeting","Tweede voorbeeldbijeenkomst","2021-01","notes/meetings/2021-01-tweede.md.html"]
], 1);
