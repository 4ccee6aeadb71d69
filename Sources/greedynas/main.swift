print("greedynas")
