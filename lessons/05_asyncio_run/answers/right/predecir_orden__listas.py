#: lists of letters, keys as text
def predecir_orden():
    """Listas de letras."""
    predicciones = [list("AHB"), list("APBO"), list("XYZ"), list("MNPQ"), list("FAC")]
    return dict(zip("12345", predicciones, strict=True))
