"""The same question in other words: what a wording says, how much two are alike, and which are worth comparing."""
