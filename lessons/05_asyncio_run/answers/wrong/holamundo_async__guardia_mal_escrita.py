# E24: the guard never holds, so nothing is run
import asyncio


async def main():
    print("Despierta, mundo.")
    await asyncio.sleep(0.5)
    print("Hola desde el bucle de eventos.")


if __name__ == "main":
    asyncio.run(main())
