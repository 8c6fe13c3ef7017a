# E05: sleeps without await
import asyncio
import time


async def main():
    print("Despierta, mundo.")
    time.sleep(0.5)
    print("Hola desde el bucle de eventos.")


if __name__ == "__main__":
    asyncio.run(main())
