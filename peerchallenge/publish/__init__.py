"""Put the finished site in its place in one step: outputs → changes."""
