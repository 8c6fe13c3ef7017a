#! /usr/bin/env python
import asyncio


async def saluda(texto, pausa=0):
    await asyncio.sleep(pausa)
    print(texto, flush=True)


async def main():
    for pausa, texto in ((0, "Despierta, mundo."), (0.5, "Hola desde el bucle de eventos.")):
        await saluda(texto, pausa)


def programa():
    return asyncio.run(main(), debug=False)


if __name__ == "__main__":
    programa()
