# E517: sleep(0) does nothing
def predecir_orden():
    return {1: "AHB", 2: "APBO", 3: "XYZ", 4: "MPNQ", 5: "FAC"}
