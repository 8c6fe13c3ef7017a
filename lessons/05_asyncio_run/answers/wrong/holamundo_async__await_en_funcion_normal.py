# E501: awaits in a function without async
import asyncio


async def main():
    print("Despierta, mundo.")
    await asyncio.sleep(0.5)
    print("Hola desde el bucle de eventos.")


def arranca():
    await main()


if __name__ == "__main__":
    arranca()
