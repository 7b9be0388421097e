using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Pages;

/// <summary>The participant's own data, and the part of it that may change between two waves (A2).</summary>
internal sealed class ProfileModel : ParticipantPageModel
{
    public ProfileResponse Profile { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Enum.TryParse<Employment>(Typed("pekerjaan"), out var employment) || !Enum.IsDefined(employment))
        {
            Refuse(RequestRefusals.FieldMissing, "pekerjaan");
            return await ShowAsync();
        }

        var request = new ChangeProfileRequest(Typed("provinsi") ?? "", employment, Typed("sekolah") == "ya");
        var refusal = RefusalOf(await ParticipantApi.ChangeProfile(Me, new JsonBody<ChangeProfileRequest>(request)));
        if (refusal is null) return LocalRedirect("/profil?hasil=profil");
        Refuse(refusal, refusal.Code.StartsWith("province.", StringComparison.Ordinal) ? "provinsi" : null);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (AnswerOf<ProfileResponse>(await ParticipantApi.GetProfile(Me)).IsRefused(out var refusal, out var profile))
            return await ShowProblemAsync(refusal);
        Profile = profile;
        return Page();
    }
}
