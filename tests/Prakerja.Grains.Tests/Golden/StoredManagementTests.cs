using System.Collections.Immutable;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Management;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Grains.Treasury;

namespace Prakerja.Grains.Tests.Golden;

public sealed class StoredManagementTests
{
    private static readonly DateTimeOffset At = new(2021, 9, 1, 8, 0, 0, Wib.Offset);

    private static readonly ImmutableArray<ManagementRole> Roles =
    [
        ManagementRole.Operator, ManagementRole.Approver, ManagementRole.Auditor, ManagementRole.Administrator,
    ];

    [Fact]
    public void The_management_keys_are_read_as_they_were_written() => GoldenFile.AssertReadsAs(
        "management-keys-state.json",
        new ManagementKeysState
        {
            Keys =
            [
                new ManagementKey("anna", [ManagementRole.Operator], "aabb", At, "first", At, "first"),
                new ManagementKey(
                    "first", Roles, "ccdd", At, null, null, null),
            ],
        },
        ManagementKeysJson.Default.ManagementKeysState);

    [Fact]
    public void A_key_with_its_person_is_read_as_it_was_written()
    {
        GoldenFile.AssertReadsAs(
            "management-keys-state-person.json",
            new ManagementKeysState
            {
                Keys =
                [
                    new ManagementKey("budi", [ManagementRole.Approver], "eeff", At, "first", null, null, "budi@d.id"),
                ],
            },
            ManagementKeysJson.Default.ManagementKeysState);
        GoldenFile.AssertReadsAsEvents(
            "management-keys-events-person.json",
            [new ManagementKeysEvent.KeyCreated("budi", [ManagementRole.Approver], null, "first", At, "budi@d.id")],
            ManagementKeysJson.Default.ManagementKeysEvent,
            "management-keys-events.json");
    }

    [Fact]
    public void A_request_with_its_people_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "cancellation-request-people.json",
        (ParticipantEvent)new ParticipantEvent.CancellationRequested("ani", "Data palsu.", At, ["ani", "admin"]),
        ParticipantJson.Default.ParticipantEvent);

    [Fact]
    public void Their_events_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "management-keys-events.json",
        [
            new ManagementKeysEvent.KeyCreated(
                "first", Roles, null, null, At),
            new ManagementKeysEvent.KeyRevoked("anna", "first", At),
        ],
        ManagementKeysJson.Default.ManagementKeysEvent);

    [Fact]
    public void An_exclusion_list_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "exclusion-list-state.json",
        new ExclusionListState(4_000_000),
        ExclusionListJson.Default.ExclusionListState);

    [Fact]
    public void Its_events_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "exclusion-list-events.json",
        [
            new ExclusionListEvent.PeopleAdded([new KeyedHash(1, 2), new KeyedHash(3, 4)], "first", At),
            new ExclusionListEvent.PeopleRemoved([new KeyedHash(1, 2)], "first", At),
        ],
        ExclusionListJson.Default.ExclusionListEvent);

    [Fact]
    public void A_rehearsal_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "rehearsal-state.json",
        new RehearsalState(new TimeSpan(75, 1, 2, 3, 456)),
        RehearsalJson.Default.RehearsalState);

    [Fact]
    public void The_events_of_a_rehearsal_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "rehearsal-events.json",
        [new RehearsalEvent.ClockMoved(TimeSpan.FromDays(75), "first", At)],
        RehearsalJson.Default.RehearsalEvent);

    [Fact]
    public void A_ledger_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "ledger-row.json",
        new SubscriberRow<LedgerState>(4711, new LedgerState
        {
            Accounts = new AccountSums(
                new(-1_600_000), new(750_000), new(100_000), new(150_000), new(600_000)),
            EventCounts = ImmutableSortedDictionary<string, long>.Empty.Add("participant.card_granted", 1),
            Waves = ImmutableSortedDictionary<int, WaveFigures>.Empty.Add(
                21, new WaveFigures(21, 4, 3, 2, 1)),
            Providers = ImmutableSortedDictionary<string, ProviderFigures>.Empty
                .Add("skill-academy", new ProviderFigures(5, 4, 3, 2, 9)),
        }),
        LedgerJson.Default.SubscriberRowLedgerState);

    [Fact]
    public void The_notifications_are_read_as_they_were_written() => GoldenFile.AssertReadsAs(
        "notifications-row.json",
        new SubscriberRow<NotificationsState>(4711, new NotificationsState { Sent = 42 }),
        NotificationsJson.Default.SubscriberRowNotificationsState);
}
