"""From captured bytes to facts, from facts to a site, and what is still wanted. Never touches the network."""
