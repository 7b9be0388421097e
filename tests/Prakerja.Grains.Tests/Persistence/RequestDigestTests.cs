using System.Runtime.CompilerServices;
using System.Text.Json;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Tests.Persistence;

public sealed class RequestDigestTests
{
    [Fact]
    public void Equal_texts_have_equal_digests_and_others_have_others()
    {
        Assert.Equal(RequestDigest.Of("key-1"), RequestDigest.Of("key-1"));
        Assert.NotEqual(RequestDigest.Of("key-1"), RequestDigest.Of("key-2"));
    }

    [Fact]
    public void A_digest_is_read_as_it_was_written()
    {
        var json = JsonSerializer.Serialize(RequestDigest.Of("key-1"));

        Assert.StartsWith("\"#", json, StringComparison.Ordinal);
        Assert.DoesNotContain("key-1", json, StringComparison.Ordinal);
        Assert.Equal(RequestDigest.Of("key-1"), JsonSerializer.Deserialize<RequestDigest>(json));
    }

    [Fact]
    public void The_text_of_an_older_row_is_read_as_its_digest() =>
        Assert.Equal(RequestDigest.Of("key-1"), JsonSerializer.Deserialize<RequestDigest>("\"key-1\""));

    [Theory]
    [InlineData("\"#\"")]
    [InlineData("\"#AAAA\"")]
    [InlineData("\"#AAAAAAAAAAAAAAAAAAAAAAAAAAAA\"")]
    [InlineData("\"#!!!!!!!!!!!!!!!!!!!!!!\"")]
    [InlineData("null")]
    public void What_was_never_written_cannot_be_read(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RequestDigest>(json));

    /// <summary>A million participants remember requests: no object of its own, no text, whatever the key.</summary>
    [Fact]
    public void A_remembered_request_takes_forty_bytes_beside_its_answer() =>
        Assert.Equal(40, Unsafe.SizeOf<AnsweredRequest>());
}
