#: a Runner, sleep imported by name, one write
import sys
from asyncio import Runner, sleep


async def main():
    sys.stdout.write("Despierta, mundo.\n")
    await sleep(1 / 2)
    sys.stdout.write("Hola desde el bucle de eventos.\n")


if __name__ == "__main__":
    with Runner() as corredor:
        corredor.run(main())
