using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>Everything that the participant's own page shows, as of now.</summary>
[GenerateSerializer, Immutable, Alias("dashboard-view")]
public sealed record DashboardView(
    [property: Id(0)] string Participant,
    [property: Id(1)] bool PhoneVerified,
    [property: Id(2)] TestView Test,
    [property: Id(3)] ApplicationView? Application,
    [property: Id(4)] ImmutableArray<ApplicationView> Past,
    [property: Id(5)] CardView? Card,
    [property: Id(6)] VideosView? Videos,
    [property: Id(7)] ImmutableArray<PurchaseView> Purchases,
    [property: Id(8)] IncentivesView? Incentives);

/// <summary>Makes the views of a participant from a state that is as of now.</summary>
public static partial class ParticipantViews
{
    /// <summary>The view of the participant's own page.</summary>
    public static DashboardView Dashboard(
        string key,
        ParticipantState state,
        ApplicationView? application,
        DateTimeOffset now,
        ProgrammeOptions options) =>
        new(
            key,
            state.PhoneVerified,
            Test(state, options),
            application,
            [
                .. state.Past.Select(past =>
                    new ApplicationView(past.Wave, ApplicationStatus.NotSelected, past.Reason, null)),
            ],
            Card(state, options),
            Videos(state, options),
            [.. state.Purchases.Select(purchase => Purchase(state, purchase))],
            Incentives(state, now, options));

    private static Rupiah Sum(IEnumerable<Rupiah> amounts) =>
        amounts.Aggregate(Rupiah.Zero, (sum, amount) => sum + amount);
}
