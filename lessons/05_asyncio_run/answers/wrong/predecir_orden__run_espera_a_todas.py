# E518: run waits for every task
def predecir_orden():
    return {1: "AHB", 2: "APBO", 3: "XYZ", 4: "MNPQ", 5: "FATC"}
