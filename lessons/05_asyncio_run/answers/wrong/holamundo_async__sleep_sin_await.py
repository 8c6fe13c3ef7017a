# E14: the pause is made and never awaited
import asyncio


async def main():
    print("Despierta, mundo.")
    asyncio.sleep(0.5)
    print("Hola desde el bucle de eventos.")


if __name__ == "__main__":
    asyncio.run(main())
