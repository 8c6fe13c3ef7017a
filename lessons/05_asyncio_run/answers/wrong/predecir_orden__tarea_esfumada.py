# E519: a pending task runs no more line
def predecir_orden():
    return {1: "AHB", 2: "APBO", 3: "XYZ", 4: "MNPQ", 5: "FA"}
