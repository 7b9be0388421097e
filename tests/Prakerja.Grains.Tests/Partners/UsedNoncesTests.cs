using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Partners;

public sealed class UsedNoncesTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(300);
    private static readonly DateTimeOffset Now = new(2021, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_nonce_stays_used_for_twice_the_window()
    {
        for (var after = TimeSpan.Zero; after <= Window * 2; after += TimeSpan.FromSeconds(50))
        {
            var memory = new UsedNonces(Window, 10);
            Assert.Equal(NonceUse.New, memory.Use(Nonce(1), Now));
            Assert.Equal(NonceUse.Used, memory.Use(Nonce(1), Now + after));
            Assert.Equal(NonceUse.New, memory.Use(Nonce(2), Now + after));
        }
    }

    [Fact]
    public void A_nonce_is_forgotten_after_two_spans()
    {
        var memory = new UsedNonces(Window, 10);
        memory.Use(Nonce(1), Now);

        Assert.Equal(NonceUse.New, memory.Use(Nonce(1), Now + (Window * 4)));
    }

    [Fact]
    public void A_new_nonce_is_refused_when_the_memory_is_full()
    {
        var memory = new UsedNonces(Window, limitPerGeneration: 2);
        memory.Use(Nonce(1), Now);
        memory.Use(Nonce(2), Now);

        Assert.Equal(NonceUse.MemoryFull, memory.Use(Nonce(3), Now));
        Assert.Equal(NonceUse.New, memory.Use(Nonce(3), Now + (Window * 2)));
    }

    private static KeyedHash Nonce(int number) => new(0, (ulong)number);

    [Fact]
    public void Stored_nonces_stay_used_as_long_as_those_in_memory()
    {
        var memory = new UsedNonces(Window, 10);
        memory.Use(Nonce(1), Now);
        memory.Use(Nonce(2), Now + (Window * 2));

        var restored = new UsedNonces(Window, 2, memory.ToMemory(limit: 10));

        Assert.Equal(NonceUse.Used, restored.Use(Nonce(1), Now + (Window * 3)));
        Assert.Equal(NonceUse.Used, restored.Use(Nonce(2), Now + (Window * 3)));
        // The limit counts the restored ones too.
        Assert.Equal(NonceUse.New, restored.Use(Nonce(3), Now + (Window * 3)));
        Assert.Equal(NonceUse.MemoryFull, restored.Use(Nonce(4), Now + (Window * 3)));
        Assert.Equal(NonceUse.New, restored.Use(Nonce(1), Now + (Window * 8)));
    }

    [Fact]
    public void Of_too_many_nonces_the_young_ones_are_stored()
    {
        var memory = new UsedNonces(Window, 10);
        memory.Use(Nonce(1), Now);
        memory.Use(Nonce(2), Now + (Window * 2));

        var stored = memory.ToMemory(limit: 1);

        Assert.Equal(Nonce(2).ToBytes(), stored.Young);
        Assert.Empty(stored.Old);
    }
}
