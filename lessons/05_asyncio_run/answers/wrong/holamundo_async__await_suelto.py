# E501: awaits at the top level, as a notebook allows
import asyncio


async def main():
    print("Despierta, mundo.")
    await asyncio.sleep(0.5)
    print("Hola desde el bucle de eventos.")


if __name__ == "__main__":
    await main()
