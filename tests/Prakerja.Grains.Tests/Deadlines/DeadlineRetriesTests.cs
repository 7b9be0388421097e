using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Tests.Deadlines;

/// <summary>A failed deadline is remembered as long as it is due.</summary>
public sealed class DeadlineRetriesTests
{
    private static readonly DateTimeOffset Instant = new(2021, 12, 15, 17, 0, 0, TimeSpan.Zero);

    private readonly DeadlineRetries setAside = new(new DeadlineOptions { MaxSetAside = 3 });

    [Fact]
    public void A_called_row_that_is_gone_is_forgotten_even_when_not_all_rows_of_its_instant_were_read()
    {
        var failed = Rows(1, 3);
        foreach (var row in failed) setAside.Add(row, Instant);
        Assert.True(setAside.IsFull);

        setAside.Forget(Rows(4, 2), areAll: false, called: failed);

        Assert.Equal(0, setAside.Count);
    }

    [Fact]
    public void A_row_that_moved_is_forgotten_when_later_rows_are_read()
    {
        setAside.Add(Rows(1, 1)[0], Instant);

        setAside.Forget(Rows(2, 2), areAll: false, called: []);
        Assert.Equal(1, setAside.Count); // it may stand behind these, at the same instant

        setAside.Forget([.. Rows(2, 2), new DueDeadline(Key(9), Instant.AddSeconds(1))], areAll: false, called: []);
        Assert.Equal(0, setAside.Count);
    }

    [Fact]
    public void A_row_that_is_still_due_is_kept_and_retried_at_growing_intervals()
    {
        var row = Rows(1, 1)[0];
        for (var times = 1; times <= 3; times++)
        {
            Assert.Equal(times, setAside.Add(row, Instant));
            setAside.Forget([row], areAll: true, called: [row]);
            Assert.False(setAside.Admits(row, Instant));
        }

        setAside.Forget([], areAll: true, called: []);
        Assert.True(setAside.Admits(row, Instant));
    }

    private static DueDeadline[] Rows(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => new DueDeadline(Key(number), Instant))];

    private static GrainKey Key(int number) => new("participant", $"p-{number}");
}
