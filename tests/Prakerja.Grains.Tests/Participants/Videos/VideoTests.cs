using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule V1: three videos to the end, without skipping, speeding up or closing early.</summary>
public sealed class VideoTests
{
    [Fact]
    public void The_card_number_shows_once_all_three_videos_were_watched()
    {
        var scenario = Given.ARecipient().WhoWatched(1).WhoWatched(2);
        Assert.Null(ParticipantViews.Card(scenario.State, scenario.Options)!.Number);

        scenario.WhoWatched(3);

        Assert.True(scenario.State.Videos!.Finished);
        Assert.IsType<VideosFinished>(scenario.History[^1]);
        Assert.Equal(People.CardNumber, ParticipantViews.Card(scenario.State, scenario.Options)!.Number);
        scenario.When(new WatchVideo(1, 0)).ThenNothing();
    }

    [Fact]
    public void The_videos_may_be_watched_in_any_order()
    {
        var scenario = Given.ARecipient().WhoWatched(3).WhoWatched(1);
        Assert.False(scenario.State.Videos!.Finished);

        Assert.True(scenario.WhoWatched(2).State.Videos!.Finished);
    }

    [Theory]
    [InlineData(119, 118_999, false)]
    [InlineData(120, 119_999, false)]
    [InlineData(120, 120_000, true)]
    public void A_video_is_watched_when_its_last_moment_was(int position, int afterMs, bool isFinished)
    {
        var scenario = Given.ARecipient(OneVideo(gapSeconds: 300)).Does(new WatchVideo(1, 0));

        scenario.After(afterMs.Milliseconds()).Does(new WatchVideo(1, position));

        Assert.Equal(isFinished, scenario.State.Videos!.Finished);
    }

    [Theory]
    [InlineData(12, 12, 10_000)] // two seconds ahead are forgiven, and earn nothing
    [InlineData(10, 10, 10_000)]
    [InlineData(9, 9, 9_000)] // slower than the clock: only what was seen
    [InlineData(13, 13, 0)] // three seconds ahead are a jump
    [InlineData(120, 60, 0)]
    public void A_jump_ahead_does_not_count(int position, int reached, int watchedMs)
    {
        var scenario = Given.ARecipient().Does(new WatchVideo(1, 0));

        scenario.After(10.Seconds()).Does(new WatchVideo(1, position));

        Assert.Equal(watchedMs, VideoRules.WatchedMillisecondsOf(scenario.State, 1));
        Assert.True(reached > 0);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 8_000)]
    [InlineData(1, 8_001)]
    public void The_tolerance_is_two_seconds_to_the_millisecond(int offsetMs, int watchedMs)
    {
        var scenario = Given.ARecipient().Does(new WatchVideo(1, 0));

        scenario.After(8.Seconds() + offsetMs.Milliseconds()).Does(new WatchVideo(1, 10));

        Assert.Equal(watchedMs, VideoRules.WatchedMillisecondsOf(scenario.State, 1));
    }

    [Fact]
    public void A_faster_rate_does_not_count()
    {
        var scenario = Given.ARecipient().Does(new WatchVideo(1, 0));
        for (var position = 20; position <= 120; position += 20)
            scenario.After(10.Seconds()).Does(new WatchVideo(1, position)); // twice the speed

        Assert.Equal(0, VideoRules.WatchedMillisecondsOf(scenario.State, 1));
    }

    [Fact]
    public void The_tolerance_cannot_be_farmed_by_many_hasty_heartbeats()
    {
        var scenario = Given.ARecipient().Does(new WatchVideo(1, 0));
        var startedAt = scenario.Now;
        for (var position = 1; position <= 120; position++)
        {
            scenario.After(500.Milliseconds()).Does(new WatchVideo(1, position));
            Assert.True(
                VideoRules.WatchedMillisecondsOf(scenario.State, 1) <= (scenario.Now - startedAt).TotalMilliseconds,
                "More was credited than time has passed.");
        }

        Assert.False(scenario.State.Videos!.Finished);
    }

    [Theory]
    [InlineData(59_999, 59_000)]
    [InlineData(60_000, 59_000)]
    [InlineData(60_001, 0)]
    public void A_silence_longer_than_a_minute_does_not_count(int silenceMs, int watchedMs)
    {
        var scenario = Given.ARecipient().Does(new WatchVideo(1, 0));

        scenario.After(silenceMs.Milliseconds()).Does(new WatchVideo(1, 59));

        Assert.Equal(watchedMs, VideoRules.WatchedMillisecondsOf(scenario.State, 1));
    }

    [Fact]
    public void After_a_gap_watching_continues_from_the_last_position()
    {
        var scenario = Given.ARecipient().Does(new WatchVideo(1, 0)).After(30.Seconds()).Does(new WatchVideo(1, 30))
            .After(2.Hours()).Does(new WatchVideo(1, 30));
        Assert.Equal(30_000, VideoRules.WatchedMillisecondsOf(scenario.State, 1));

        scenario.After(30.Seconds()).Does(new WatchVideo(1, 60));

        Assert.Equal(60_000, VideoRules.WatchedMillisecondsOf(scenario.State, 1));
    }

    [Fact]
    public void Two_videos_at_once_count_for_neither()
    {
        var scenario = Given.ARecipient();
        for (var position = 0; position <= 120; position += 10)
        {
            scenario.After(5.Seconds()).Does(new WatchVideo(1, position));
            scenario.After(5.Seconds()).Does(new WatchVideo(2, position));
        }

        Assert.Equal(0, VideoRules.WatchedMillisecondsOf(scenario.State, 1));
        Assert.Equal(0, VideoRules.WatchedMillisecondsOf(scenario.State, 2));
        Assert.Equal(2, scenario.State.Videos!.Playing);
    }

    [Fact]
    public void Watching_a_part_again_takes_nothing_away()
    {
        var scenario = Given.ARecipient().Does(new WatchVideo(1, 0)).After(40.Seconds()).Does(new WatchVideo(1, 40));

        scenario.After(10.Seconds()).Does(new WatchVideo(1, 5)).After(20.Seconds()).Does(new WatchVideo(1, 25));

        Assert.Equal(40_000, VideoRules.WatchedMillisecondsOf(scenario.State, 1));
        scenario.After(20.Seconds()).Does(new WatchVideo(1, 45));
        Assert.Equal(45_000, VideoRules.WatchedMillisecondsOf(scenario.State, 1));
    }

    [Fact]
    public void A_heartbeat_that_overtakes_an_earlier_one_takes_nothing_away()
    {
        var scenario = Given.ARecipient().Does(new WatchVideo(1, 0)).After(40.Seconds()).Does(new WatchVideo(1, 40));

        var earlier = ParticipantRules.Decide(
            scenario.Written, new WatchVideo(1, 41), scenario.Now.AddSeconds(-1), scenario.Options);

        var heartbeat = Assert.IsType<VideoHeartbeat>(Assert.Single(earlier.Events));
        Assert.Equal(40_000, heartbeat.WatchedMilliseconds);
    }

    [Theory]
    [InlineData(0, 0, "video.unknown")]
    [InlineData(4, 0, "video.unknown")]
    [InlineData(1, -1, "video.position_invalid")]
    [InlineData(1, 121, "video.position_invalid")]
    [InlineData(1, 120, null)]
    [InlineData(3, 0, null)]
    public void There_are_three_videos_of_two_minutes(int video, int position, string? refusal) =>
        Assert.Equal(refusal, Given.ARecipient().When(new WatchVideo(video, position)).Refusal?.Code);

    [Fact]
    public void Only_a_recipient_has_videos_to_watch() =>
        Given.AParticipant().When(new WatchVideo(1, 0)).ThenRefused(ParticipantRefusals.NoCard);

    [Fact]
    public void The_dashboard_shows_how_far_each_video_was_watched()
    {
        var scenario = Given.ARecipient().WhoWatched(1).Does(new WatchVideo(3, 0))
            .After(45_500.Milliseconds()).Does(new WatchVideo(3, 46));

        var videos = ParticipantViews.Videos(scenario.State, scenario.Options)!;

        Assert.Equal([new(1, 120, 120), new(2, 120, 0), new(3, 120, 45)], videos.Videos);
        Assert.False(videos.Finished);
        Assert.Null(ParticipantViews.Videos(Given.AParticipant().State, scenario.Options));
        Assert.True(ParticipantViews.Videos(Given.AHolder().State, scenario.Options)!.Finished);
    }

    private static ProgrammeOptions OneVideo(int gapSeconds) =>
        new() { IntroductionVideoSeconds = [120], VideoGapSeconds = gapSeconds };
}
