using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Http;

/// <summary>
/// Bodies that are not what an endpoint takes: each a 400 with its own code, and nothing of it repeated.
/// </summary>
public sealed class BadInputTests(RunningApi api)
{
    private const string Private = "3201015703940077";

    private const string WavePlanned =
        """
        {"number":1,"opensAt":"2031-09-01T00:00:00Z","closesAt":"2031-09-02T00:00:00Z","drawsAt":"2031-09-02T01:00:00Z",
         "announcesAt":"2031-09-02T02:00:00Z","quotas":[null]}
        """;

    [Theory]
    [InlineData("", "request.malformed")]
    [InlineData("{", "request.malformed")]
    [InlineData("{\"phone\":\"3201015703940077\"", "request.malformed")]
    [InlineData("{\"phone\":3201015703940077,}", "request.malformed")]
    [InlineData("null", "request.wrong_type")]
    [InlineData("[]", "request.wrong_type")]
    [InlineData("\"3201015703940077\"", "request.wrong_type")]
    [InlineData("{}", "request.field_missing")]
    [InlineData("{\"phone\":null}", "request.wrong_type")]
    [InlineData("{\"phone\":3201015703940077}", "request.wrong_type")]
    [InlineData("{\"phone\":{}}", "request.wrong_type")]
    [InlineData("{\"Phone\":\"3201015703940077\"}", "request.unknown_field")]
    [InlineData("{\"phone\":\"0812345678\",\"3201015703940077\":1}", "request.unknown_field")]
    [InlineData("{\"phone\":\"3201015703940077\",\"phone\":\"0812345678\"}", "request.duplicate_field")]
    [InlineData("{\"phone\":[[[[[[[[1]]]]]]]]}", "request.too_deep")]
    [InlineData("{\"phone\":\"\\ud800\"}", "request.malformed")]
    [InlineData("{\"\\ud800\":1}", "request.malformed")]
    public async Task PostSessionCode_FaultyBody_Returns400WithTheCode(string body, string code)
    {
        var answer = await api.Post("sessions/code", body);

        answer.ExpectProblem(HttpStatusCode.BadRequest, code);
        Assert.DoesNotContain(Private, answer.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("birthDate", "17-03-1994", "birthDate")]
    [InlineData("birthDate", "1994-02-30", "birthDate")]
    [InlineData("sex", 1, "sex")]
    [InlineData("sex", "perempuan", "sex")]
    [InlineData("employment", 1, "employment")]
    [InlineData("employment", "pilot", "employment")]
    [InlineData("employment", "LaidOff", "employment")]
    [InlineData("employment", "laidOff ", "employment")]
    [InlineData("employment", "laidOff, worker", "employment")]
    [InlineData("sex", "Female", "sex")]
    [InlineData("inFormalEducation", "no", "inFormalEducation")]
    [InlineData("declaration", 1, "declaration")]
    public async Task PostParticipants_FieldOfAnotherType_NamesTheField(string field, object value, string named)
    {
        var answer = await api.Post("participants", new Person(api).SignUpBody((field, value)));

        answer.ExpectProblem(HttpStatusCode.BadRequest, "request.wrong_type");
        Assert.Equal(named, answer["field"].GetString());
    }

    [Theory]
    [InlineData("POST", "management/waves", "quotas", WavePlanned)]
    [InlineData("PUT", "management/waves/1/quotas", "quotas", """{"quotas":[null]}""")]
    [InlineData("PUT", "management/waves/1/quotas", "quotas", """{"quotas":[{"province":"32","places":1},null]}""")]
    [InlineData("POST", "management/exclusions/bpum", "niks", """{"niks":[null]}""")]
    [InlineData("POST", "management/exclusions/bpum/removals", "niks", """{"niks":[null]}""")]
    [InlineData("POST", "management/keys", "roles", """{"name":"null-1","person":"siti","roles":[null]}""")]
    [InlineData("POST", "management/payment-partners", "wallets", """{"code":"ab","name":"A","wallets":[null]}""")]
    public async Task PostManagement_NullInAnArray_NamesTheField(
        string method, string path, string field, string body) =>
        AssertWrongType(await api.Send(new HttpMethod(method), path, body, api.Management(), "null"), field);

    [Fact]
    public async Task PutCourse_NullPlatform_NamesTheField()
    {
        const string Body = """{"title":"null","price":1,"platforms":[null],"preTestKey":"abcde"}""";

        AssertWrongType(await api.Put("providers/courses/dasar", Body, await api.Provider()), "platforms");
    }

    [Fact]
    public async Task PostSurvey_NullAnswer_NamesTheField()
    {
        var person = await (await new Person(api).SignUp()).Verify();

        AssertWrongType(
            await api.Post("participants/me/surveys/1", """{"answers":[null]}""", person.Token, "null"), "answers");
    }

    [Fact]
    public async Task PostParticipants_FieldLeftOut_NamesTheField()
    {
        var body = new Person(api).SignUpBody();
        body.Remove("mothersName");

        var answer = await api.Post("participants", body);

        answer.ExpectProblem(HttpStatusCode.BadRequest, "request.field_missing");
        Assert.Equal("mothersName", answer["field"].GetString());
    }

    [Theory]
    [InlineData("2021-09-01T00:00:00")]
    [InlineData("2021-09-01")]
    [InlineData("besok")]
    public async Task PostWave_InstantWithoutOffset_Returns400(string opensAt)
    {
        var body = new
        {
            number = 1,
            opensAt,
            closesAt = "2031-09-02T00:00:00+07:00",
            drawsAt = "2031-09-02T01:00:00+07:00",
            announcesAt = "2031-09-02T02:00:00+07:00",
            quotas = new[] { new { province = "32", places = 1 } },
        };

        var answer = await api.Post("management/waves", body, api.Management(), "instant");

        answer.ExpectProblem(HttpStatusCode.BadRequest, "request.wrong_type");
        Assert.Equal("opensAt", answer["field"].GetString());
    }

    [Fact]
    public async Task PostSessionCode_NoUtf8_Returns400()
    {
        using var content = new ByteArrayContent([.. "{\"phone\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await api.Http.PostAsync(
            new Uri("sessions/code", UriKind.Relative), content, TestContext.Current.CancellationToken);

        (await Requests.Read(response)).ExpectProblem(HttpStatusCode.BadRequest, "request.malformed");
    }

    [Fact]
    public async Task PostSessionCode_ATenthOfAMegabyteOfBrackets_Returns413() =>
        (await api.Post("sessions/code", new string('[', 100_000)))
        .ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "request.too_large");

    [Fact]
    public async Task PostSessionCode_BracketsUpToTheLimit_Returns400() =>
        (await api.Post("sessions/code", new string('[', 16_000) + new string(']', 16_000)))
        .ExpectProblem(HttpStatusCode.BadRequest, "request.too_deep");

    [Fact]
    public async Task PostSessionCode_BodyOverTheLimit_Returns413()
    {
        var answer = await api.Post("sessions/code", $"{{\"phone\":\"{new string('1', 32 * 1024)}\"}}");

        answer.ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task PostSessionCode_ChunkedBodyOverTheLimit_Returns413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "sessions/code");
        request.Headers.TransferEncodingChunked = true;
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes($"{{\"phone\":\"{new string('1', 40_000)}\"}}"));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        (await Requests.Read(response)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task PostPlatformPurchases_SignedBodyOverTheLimit_Returns413()
    {
        var platform = await api.Platform();

        var answer = await api.Post("platforms/purchases", new string(' ', 33_000), platform, "large");

        answer.ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task PostSessionCode_AnotherMediaType_Returns415()
    {
        using var content = new StringContent("phone=0812345678", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await api.Http.PostAsync(
            new Uri("sessions/code", UriKind.Relative), content, TestContext.Current.CancellationToken);

        (await Requests.Read(response)).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "request.media_type");
    }

    [Fact]
    public async Task Get_UnknownRoute_Returns404Problem() =>
        (await api.Get("nowhere")).ExpectProblem(HttpStatusCode.NotFound, "request.no_such_route");

    [Fact]
    public async Task Delete_RouteOfOtherMethods_Returns405Problem() =>
        (await api.Send(HttpMethod.Delete, "participants", null))
        .ExpectProblem(HttpStatusCode.MethodNotAllowed, "request.method_not_allowed");

    [Theory]
    [InlineData("courses?limit=0", "paging.limit_invalid")]
    [InlineData("courses?limit=201", "paging.limit_invalid")]
    [InlineData("courses?limit=-1", "paging.limit_invalid")]
    [InlineData("courses?limit=ten", "paging.limit_invalid")]
    [InlineData("courses?after=%21%21", "paging.cursor_invalid")]
    [InlineData("courses?after=", "paging.cursor_invalid")]
    [InlineData("courses?after=AA", "paging.cursor_invalid")]
    public async Task GetCourses_FaultyPage_Returns400(string path, string code) =>
        (await api.Get(path)).ExpectProblem(HttpStatusCode.BadRequest, code);

    private static void AssertWrongType(ApiAnswer answer, string field)
    {
        answer.ExpectProblem(HttpStatusCode.BadRequest, "request.wrong_type");
        Assert.Equal(field, answer["field"].GetString());
    }
}
