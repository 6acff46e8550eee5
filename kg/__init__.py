"""kg: from the notes of a kennistafel to a graph that shows what nobody has answered yet."""
