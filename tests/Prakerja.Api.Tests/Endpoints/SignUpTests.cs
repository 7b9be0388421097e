using System.Net;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>Sign-up (A1, E5): each field's fault has its own code.</summary>
public sealed class SignUpTests(RunningApi api)
{
    [Theory]
    [InlineData("nik", "123", "nik.not_sixteen_digits")]
    [InlineData("nik", "320101570394000x", "nik.not_sixteen_digits")]
    [InlineData("nik", "0001015703940001", "nik.unknown_province")]
    [InlineData("nik", "3299015703940001", "nik.unknown_regency")]
    [InlineData("nik", "3201005703940001", "nik.district_zero")]
    [InlineData("nik", "3201017313940001", "nik.no_such_birth_date")]
    [InlineData("nik", "3201015703940000", "nik.serial_zero")]
    [InlineData("birthDate", "1994-03-18", "nik.contradicts_birth_date")]
    [InlineData("sex", "male", "nik.contradicts_sex")]
    [InlineData("familyCardNumber", "123", "sign_up.family_card_invalid")]
    [InlineData("name", "  ", "sign_up.name_invalid")]
    [InlineData("name", "a\nb", "sign_up.name_invalid")]
    [InlineData("mothersName", "", "sign_up.mothers_name_invalid")]
    [InlineData("email", "not an address", "sign_up.email_invalid")]
    [InlineData("email", "a@b", "sign_up.email_invalid")]
    [InlineData("email", "Name <a@b.example>", "sign_up.email_invalid")]
    [InlineData("phone", "0211234567", "sign_up.phone_invalid")]
    [InlineData("phone", "0812-345-678", "sign_up.phone_invalid")]
    [InlineData("province", "99", "province.unknown")]
    [InlineData("familyCardNumber", "", "sign_up.family_card_invalid")]
    [InlineData("declaration", false, "sign_up.declaration_missing")]
    public async Task PostParticipants_FaultyField_Returns400WithItsCode(string field, object value, string code)
    {
        var answer = await api.Post("participants", new Person(api).SignUpBody((field, value)));

        answer.ExpectProblem(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task PatchProfile_OneField_LeavesTheOthers()
    {
        var person = await (await new Person(api).SignUp()).Verify();

        var changed = await api.Send(
            HttpMethod.Patch, "participants/me/profile", new { province = "33" }, person.Token);

        Assert.Equal("33", changed.Expect(HttpStatusCode.OK)["province"].GetString());
        var profile = (await api.Get("participants/me/profile", person.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("33", profile["province"].GetString());
        Assert.Equal("laidOff", profile["employment"].GetString());
        Assert.Equal(person.Nik, profile["nik"].GetString());
    }

    [Fact]
    public async Task PostParticipants_FamilyCardIsTheNik_Returns400()
    {
        var person = new Person(api);

        (await api.Post("participants", person.SignUpBody(("familyCardNumber", person.Nik))))
            .ExpectProblem(HttpStatusCode.BadRequest, "sign_up.family_card_is_nik");
    }

    [Theory]
    [InlineData("9301014304950001", "9301010101230001", "93")]
    [InlineData("9101014304950002", "9101010101230001", "91")]
    [InlineData("9671014304950003", "9404010101230001", "96")]
    public async Task PostParticipants_NikOfADividedProvince_Returns201(string nik, string familyCard, string province)
    {
        var body = new Person(api).SignUpBody(
            ("nik", nik),
            ("familyCardNumber", familyCard),
            ("province", province),
            ("birthDate", "1995-04-03"));

        (await api.Post("participants", body)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task GetProvinces_Today_ListsThirtyEight()
    {
        var provinces = (await api.Get("regions/provinces")).Expect(HttpStatusCode.OK).Body.EnumerateArray()
            .Select(province => province.GetProperty("code").GetString()!).ToList();

        Assert.Equal(38, provinces.Count);
        Assert.Equal(["91", "92", "93", "94", "95", "96"], provinces[^6..]);
    }
}
