# %% locked="preparacion"
from asyncaula.checks import expect, hidden, scenario

# %% [markdown] prompt="doble"
# `doble(n)` da el doble de `n`.


# %% solution="doble"
async def doble(n):
    """El doble de n."""
    ### BEGIN SOLUTION
    return 2 * n
    ### END SOLUTION


# %% test="doble" points=1
@scenario
async def de_uno(doble):
    return await doble(1)


expect(de_uno).returns(2).worth(1)


# %% hidden="doble" points=4
### BEGIN HIDDEN TESTS
@scenario
async def de_varios(doble):
    return [await doble(n) for n in (3, 1234)]


score = hidden(4)
with score(4):
    expect(de_varios).returns([6, 2468])
score.earned()
### END HIDDEN TESTS
