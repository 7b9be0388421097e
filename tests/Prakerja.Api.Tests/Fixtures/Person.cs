using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>A made-up person who signs up and goes on as the API lets her.</summary>
public sealed class Person
{
    private static int lastSerial;

    private readonly RunningApi api;
    private readonly int serial = Interlocked.Increment(ref lastSerial);
    private int codes;

    public Person(RunningApi api) => this.api = api;

    public DateOnly BirthDate { get; } = new(1994, 3, 17);

    public string Nik => Grains.Programme.Nik
        .Create(new RegencyCode(3201), 1 + (serial / 9000), BirthDate, Sex.Female, 1 + (serial % 9000)).Reveal();

    public string FamilyCard => string.Create(CultureInfo.InvariantCulture, $"32010101012{serial:D5}");

    public string Name => string.Create(CultureInfo.InvariantCulture, $"Kusumawardhani Tjokro {serial}");

    public string MothersName => string.Create(CultureInfo.InvariantCulture, $"Ningrum Sastroamidjojo {serial}");

    public string Email => string.Create(CultureInfo.InvariantCulture, $"wardhani.{serial}@surat.example");

    public string Phone => string.Create(CultureInfo.InvariantCulture, $"+62812{serial:D8}");

    public string Key { get; private set; } = "";

    /// <summary>The attempt to sign up, with its secret.</summary>
    public string Attempt { get; private set; } = "";

    public string AttemptSecret { get; private set; } = "";

    public BearerToken Token { get; private set; } = new("");

    /// <summary>What the first log-in gave to keep on the device.</summary>
    public string Device { get; private set; } = "";

    public string CardNumber { get; private set; } = "";

    public string RedeemCode { get; private set; } = "";

    /// <summary>Values that must never be seen in a log or an address.</summary>
    public ImmutableArray<string> Secrets =>
    [
        Nik, FamilyCard, Name, MothersName, Email, Phone, Phone[1..], "0" + Phone[3..], CardNumber, RedeemCode,
        AttemptSecret,
        .. CodesSeen,
    ];

    private List<string> CodesSeen { get; } = [];

    /// <summary>A sign-up that is right in everything; <paramref name="but"/> puts other values in.</summary>
    public Dictionary<string, object?> SignUpBody(params (string Field, object? Value)[] but)
    {
        var body = new Dictionary<string, object?>
        {
            ["nik"] = Nik,
            ["familyCardNumber"] = FamilyCard,
            ["name"] = Name,
            ["birthDate"] = BirthDate,
            ["sex"] = "female",
            ["mothersName"] = MothersName,
            ["email"] = Email,
            ["phone"] = Phone,
            ["province"] = "32",
            ["employment"] = "laidOff",
            ["inFormalEducation"] = false,
            ["declaration"] = true,
        };
        foreach (var (field, value) in but) body[field] = value;
        return body;
    }

    public async Task<Person> SignUp(params (string Field, object? Value)[] but)
    {
        var answer = await api.Post("participants", SignUpBody(but));
        Key = answer.Expect(HttpStatusCode.Created)["participant"].GetString()!;
        Attempt = answer["attempt"].GetString()!;
        AttemptSecret = answer["secret"].GetString()!;
        return this;
    }

    public async Task<Person> Verify()
    {
        var answer = await api.Post(
            $"participants/{Attempt}/verification", new { code = SignUpCode(), secret = AttemptSecret });
        Token = new BearerToken(answer.Expect(HttpStatusCode.OK)["token"].GetString()!);
        Device = answer["device"].GetString()!;
        return this;
    }

    public async Task<Person> LogIn()
    {
        (await api.Post("sessions/code", new { phone = Phone })).Expect(HttpStatusCode.Accepted);
        var answer = await api.Post("sessions", new { phone = Phone, code = NextCode(CodePurpose.LogInElsewhere) });
        Token = new BearerToken(answer.Expect(HttpStatusCode.OK)["token"].GetString()!);
        return this;
    }

    public async Task<Person> TakeTest()
    {
        (await api.Post("participants/me/test", caller: Token)).Expect(HttpStatusCode.OK);
        var answers = new { answers = "aaaaaacbdacebabdac", submit = true };
        (await api.Put("participants/me/test", answers, Token)).Expect(HttpStatusCode.OK);
        return this;
    }

    public async Task<Person> Registered(params (string Field, object? Value)[] but) =>
        await (await (await SignUp(but)).Verify()).TakeTest();

    public Task<ApiAnswer> Join(int wave, string? key = null) =>
        api.Post("participants/me/applications", new { wave }, Token, key);

    /// <summary>Sees all three videos, by the server's own clock, and reads the card's number.</summary>
    public async Task<Person> WatchVideos()
    {
        for (var video = 1; video <= 3; video++)
        {
            for (var position = 0; position <= 120; position += 30)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"participants/me/videos/{video}/heartbeat");
                (await api.Post(path, new { positionSeconds = position }, Token)).Expect(HttpStatusCode.OK);
                await api.Pass(TimeSpan.FromSeconds(30));
            }
        }

        var card = (await api.Get("participants/me/card", Token)).Expect(HttpStatusCode.OK);
        CardNumber = card["number"].GetString()!;
        return this;
    }

    public async Task<ApiAnswer> Buy(PartnerSignature platform, string course, string? key = null)
    {
        (await api.Post("platforms/purchase-codes", new { cardNumber = CardNumber }, platform))
            .Expect(HttpStatusCode.Accepted);
        var answer = await api.Post(
            "platforms/purchases",
            new { cardNumber = CardNumber, code = NextCode(CodePurpose.Purchase), course },
            platform,
            key ?? Guid.NewGuid().ToString("N"));
        if (answer.Status == HttpStatusCode.Created) RedeemCode = answer["redeemCode"].GetString()!;
        return answer;
    }

    /// <summary>The digits of a code that the attempt to sign up has sent.</summary>
    public string SignUpCode(int number = 1)
    {
        var code = OneTimeCodes.DigitsOf(api.Identity, Attempt, CodePurpose.VerifyPhone, number);
        CodesSeen.Add(code);
        return code;
    }

    /// <summary>The digits of the code that was just sent: the message itself, seen from inside.</summary>
    public string NextCode(CodePurpose purpose)
    {
        var code = OneTimeCodes.DigitsOf(api.Identity, Key, purpose, ++codes);
        CodesSeen.Add(code);
        return code;
    }
}
