using System.Text;
using Microsoft.AspNetCore.Http;
using Prakerja.Api.Auth;

namespace Prakerja.Api.Tests.Documentation;

/// <summary>The worked examples of docs/provider-api.md are signed as the program wants it.</summary>
public sealed class ProviderApiTests
{
    [Theory]
    [InlineData("example", AuthSchemes.Signature)]
    [InlineData("field-example", AuthSchemes.LegacySignature)]
    public void WorkedExample_IsSignedRight(string part, string scheme)
    {
        var example = Document.RowsOf("provider-api.md", part)
            .ToDictionary(row => row[0], row => row[1].Trim('`'));
        var headers = new HeaderDictionary();
        foreach (var name in (string[])["client_code", "timestamp", "nonce", "signature"])
            if (example.TryGetValue(name, out var value)) headers[name] = value;

        var signed = SignedRequest.Read(headers, SignatureFormat.Of(scheme));

        Assert.NotNull(signed);
        Assert.True(signed.IsSignedWith(
            example["secret"], example["method"], example["path"], Encoding.UTF8.GetBytes(example["body"])));
    }
}
