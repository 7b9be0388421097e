using Prakerja.Api.Endpoints;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Pages;

/// <summary>Checks a certificate by its number. The QR code of a certificate leads here.</summary>
internal sealed class CertificateModel(ClaimHolderFinder holders, CourseSearch courses) : ProgrammePageModel
{
    private const int LengthMax = 100;

    public string? Number { get; private set; }

    public CertificateView? Certificate { get; private set; }

    public string? CourseTitle { get; private set; }

    public async Task OnGetAsync(string? nomor)
    {
        Number = nomor?.Trim();
        if (string.IsNullOrEmpty(Number)) return;
        var answer = Number.Length > LengthMax || Number.Any(char.IsControl)
            ? ParticipantRefusals.CertificateUnknown
            : AnswerOf<CertificateView>(await PublicApi.GetCertificate(Number, holders));
        if (answer.IsRefused(out var refusal, out var certificate))
        {
            Refuse(refusal, "nomor");
            return;
        }

        Certificate = certificate;
        CourseTitle = (await courses.FindAsync(certificate.Course))?.Title ?? certificate.Course;
    }
}
