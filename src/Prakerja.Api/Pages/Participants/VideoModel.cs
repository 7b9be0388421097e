using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Pages;

/// <summary>
/// The player of one video. The script reports the position, and the server decides what counts (V1); it is the one
/// page that needs JavaScript, and it says so.
/// </summary>
internal sealed class VideoModel : ParticipantPageModel
{
    public const int Films = 3;

    public VideoView Video { get; private set; } = null!;

    public bool AllFinished { get; private set; }

    /// <summary>A setting may ask for more videos than there are films; then a film is used again.</summary>
    public int Film => ((Video.Number - 1) % Films) + 1;

    public async Task<IActionResult> OnGetAsync(int number)
    {
        if ((await Me.Grain.GetDashboard()).IsRefused(out var refusal, out var view))
            return await ShowProblemAsync(refusal);
        if (view.Videos is not { } videos) return await ShowProblemAsync(ParticipantRefusals.NoCard);
        if (videos.Videos.FirstOrDefault(video => video.Number == number) is not { } found)
            return await ShowProblemAsync(ParticipantRefusals.VideoUnknown);
        (Video, AllFinished) = (found, videos.Finished);
        return Page();
    }

    public async Task<IActionResult> OnPostHeartbeatAsync(int number)
    {
        if (!int.TryParse(Typed("posisi"), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return await ShowProblemAsync(ParticipantRefusals.VideoPositionInvalid);
        var body = new JsonBody<VideoHeartbeatRequest>(new VideoHeartbeatRequest(position));
        if (AnswerOf<VideosView>(await TrainingApi.Watch(Me, number, body)).IsRefused(out var refusal, out var videos))
            return await ShowProblemAsync(refusal);
        var video = videos.Videos.First(video => video.Number == number);
        return new JsonResult(new
        {
            watched = video.WatchedSeconds,
            text = Texts.Format("video.watched", video.WatchedSeconds, video.LengthSeconds),
        });
    }
}
