using System.Text;
using Microsoft.AspNetCore.Http;
using Prakerja.Api.Security;

namespace Prakerja.Api.Tests.Documentation;

/// <summary>The worked example of docs/provider-api.md is signed as the program wants it.</summary>
public sealed class ProviderApiTests
{
    [Fact]
    public void WorkedExample_IsSignedRight()
    {
        var example = Document.RowsOf("provider-api.md", "example")
            .ToDictionary(row => row[0], row => row[1].Trim('`'));
        var headers = new HeaderDictionary();
        foreach (var name in (string[])["client_code", "timestamp", "nonce", "signature"])
            headers[name] = example[name];

        var signed = SignedRequest.Read(headers);

        Assert.NotNull(signed);
        Assert.True(signed.IsSignedWith(
            example["secret"], example["method"], example["path"], Encoding.UTF8.GetBytes(example["body"])));
    }
}
