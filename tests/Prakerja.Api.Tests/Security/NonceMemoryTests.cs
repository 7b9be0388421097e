using Prakerja.Api.Security;

namespace Prakerja.Api.Tests.Security;

public sealed class NonceMemoryTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(300);
    private static readonly DateTimeOffset Now = new(2021, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Use_SameNonceWithinTwiceTheWindow_IsUsed()
    {
        var memory = new NonceMemory(Window, 10);
        for (var after = TimeSpan.Zero; after <= Window * 2; after += TimeSpan.FromSeconds(50))
        {
            var nonce = after.ToString();
            Assert.Equal(NonceUse.New, memory.Use("toko", nonce, Now));
            Assert.Equal(NonceUse.Used, memory.Use("toko", nonce, Now + after));
            memory = new NonceMemory(Window, 10);
        }
    }

    [Fact]
    public void Use_SameNonceOfAnotherClient_IsNew()
    {
        var memory = new NonceMemory(Window, 10);
        memory.Use("toko", "nonce", Now);

        Assert.Equal(NonceUse.New, memory.Use("toko-lain", "nonce", Now));
    }

    [Fact]
    public void Use_AfterTwoSpans_IsForgotten()
    {
        var memory = new NonceMemory(Window, 10);
        memory.Use("toko", "nonce", Now);

        Assert.Equal(NonceUse.New, memory.Use("toko", "nonce", Now + (Window * 4)));
    }

    [Fact]
    public void Use_MoreThanCanBeRemembered_PromisesNothing()
    {
        var memory = new NonceMemory(Window, limitPerGeneration: 2);
        memory.Use("toko", "1", Now);
        memory.Use("toko", "2", Now);

        Assert.Equal(NonceUse.MemoryFull, memory.Use("toko", "3", Now));
        Assert.Equal(NonceUse.New, memory.Use("toko", "3", Now + (Window * 2)));
    }
}
