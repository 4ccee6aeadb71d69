// Supernet
