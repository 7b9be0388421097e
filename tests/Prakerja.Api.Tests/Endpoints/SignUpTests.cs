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
    [InlineData("declaration", false, "sign_up.declaration_missing")]
    public async Task PostParticipants_FaultyField_Returns400WithItsCode(string field, object value, string code)
    {
        var answer = await api.Post("participants", new Person(api).SignUpBody((field, value)));

        answer.ExpectProblem(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task PostParticipants_AgainAfterVerification_Returns409()
    {
        var person = await (await new Person(api).SignUp()).Verify();

        (await api.Post("participants", person.SignUpBody()))
            .ExpectProblem(HttpStatusCode.Conflict, "sign_up.already_registered");
    }

    [Fact]
    public async Task PostVerification_WrongCode_Returns403()
    {
        var person = await new Person(api).SignUp();

        (await api.Post($"participants/{person.Key}/verification", new { code = "abcdef" }))
            .ExpectProblem(HttpStatusCode.Forbidden, "code.wrong");
    }

    [Theory]
    [InlineData("p-00000000000000000000000000")]
    [InlineData("3201015703940077")]
    [InlineData("w-1")]
    public async Task PostVerification_UnknownParticipant_Returns404(string participant) =>
        (await api.Post($"participants/{participant}/verification", new { code = "123456" }))
        .ExpectProblem(HttpStatusCode.NotFound, "participant.unknown");

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
}
