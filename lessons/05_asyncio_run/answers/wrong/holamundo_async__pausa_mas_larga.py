# E524: waits a whole second
import asyncio


async def main():
    print("Despierta, mundo.")
    await asyncio.sleep(1)
    print("Hola desde el bucle de eventos.")


if __name__ == "__main__":
    asyncio.run(main())
