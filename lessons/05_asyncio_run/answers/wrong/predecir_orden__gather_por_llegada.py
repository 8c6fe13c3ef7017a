# E516: gather gives completion order
def predecir_orden():
    return {1: "AHB", 2: "APBO", 3: "YZX", 4: "MNPQ", 5: "FAC"}
