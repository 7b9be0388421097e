using Microsoft.Extensions.Time.Testing;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Health;

namespace Prakerja.Silo.Tests.Health;

public sealed class StoreCheckTests
{
    private readonly FakeTimeProvider time = new();
    private readonly Store store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_who_ask_while_the_store_is_asked_share_the_question_and_its_answer()
    {
        var check = new StoreCheck(store, time);
        var asked = Enumerable.Range(0, 20).Select(_ => check.GetFailureAsync(Cancellation).AsTask()).ToList();
        // As long as it is not answered, however long that takes.
        time.Advance(StoreCheck.Period * 2);
        asked.Add(check.GetFailureAsync(Cancellation).AsTask());
        Assert.Equal(1, store.Questions);

        store.Answer.SetResult(null);

        Assert.All(await Task.WhenAll(asked), Assert.Null);
    }

    [Fact]
    public async Task An_answer_is_good_for_a_period_and_no_longer()
    {
        var check = new StoreCheck(store, time);
        store.Answer.SetException(new StoreUnavailableException("The store is away."));
        Assert.Equal("The store is away.", await check.GetFailureAsync(Cancellation));
        store.Answer = new TaskCompletionSource<string?>();
        store.Answer.SetResult(null);

        time.Advance(StoreCheck.Period - TimeSpan.FromMilliseconds(1));
        Assert.Equal("The store is away.", await check.GetFailureAsync(Cancellation));

        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await check.GetFailureAsync(Cancellation));
        Assert.Equal(2, store.Questions);
    }

    [Fact]
    public async Task Who_hears_nothing_says_so_and_who_asks_goes_when_he_will()
    {
        var check = new StoreCheck(store, time);
        using var gone = new CancellationTokenSource();
        var leaving = check.GetFailureAsync(gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.Contains("did not answer", await check.GetFailureAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(1, store.Questions);
    }

    private sealed class Store : IClaimReader
    {
        public TaskCompletionSource<string?> Answer { get; set; } = new();

        public int Questions { get; private set; }

        public ValueTask<string?> FindHolderAsync(ClaimKind kind, KeyedHash value)
        {
            Questions++;
            return new ValueTask<string?>(Answer.Task);
        }

        public ValueTask<IReadOnlyList<string>> FindHoldersAsync(ClaimKind kind, KeyedHash value, int limit) =>
            throw new NotSupportedException();

        public ValueTask<IReadOnlyList<KeyedHash>> FindHeldValuesAsync(ClaimKind kind, string holder, int limit) =>
            throw new NotSupportedException();
    }
}
