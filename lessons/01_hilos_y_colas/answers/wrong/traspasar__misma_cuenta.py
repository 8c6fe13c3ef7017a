# E122: takes the same lock twice where both are one account
def traspasar(a, b, monto):
    primera, segunda = sorted((a, b), key=lambda c: c.numero)
    with primera.candado, segunda.candado:
        if a.saldo < monto:
            raise ValueError("no alcanza")
        a.saldo -= monto
        b.saldo += monto
