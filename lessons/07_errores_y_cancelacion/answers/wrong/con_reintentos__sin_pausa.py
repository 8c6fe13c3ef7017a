# E710: tries again at once
async def con_reintentos(fabrica, n, espera):
    for intento in range(n):
        try:
            return await fabrica()
        except Exception:
            if intento == n - 1:
                raise
