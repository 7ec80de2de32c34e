"""The practice region: invented municipalities, the server that plays them, and the labels of what they are worth."""
