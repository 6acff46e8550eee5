kgFound("texts", [

], 0);
