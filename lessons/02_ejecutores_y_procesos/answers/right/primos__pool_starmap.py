#: multiprocessing.Pool and starmap
import multiprocessing


def contar(desde, hasta):
    total = 0
    for n in range(max(desde, 2), hasta):
        for d in range(2, n):
            if d * d > n:
                total += 1
                break
            if n % d == 0:
                break
        else:
            total += 1
    return total


def contar_primos(rangos, procesos):
    with multiprocessing.Pool(procesos) as grupo:
        return grupo.starmap(contar, rangos)


def main():
    print(contar_primos([(0, 10), (10, 30)], 2))


if __name__ == "__main__":
    main()
