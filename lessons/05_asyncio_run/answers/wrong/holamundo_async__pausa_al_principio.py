# E524: waits before the first line
import asyncio


async def main():
    await asyncio.sleep(0.5)
    print("Despierta, mundo.")
    print("Hola desde el bucle de eventos.")


if __name__ == "__main__":
    asyncio.run(main())
