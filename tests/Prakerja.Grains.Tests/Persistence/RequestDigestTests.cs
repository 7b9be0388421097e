using System.Runtime.CompilerServices;
using System.Text.Json;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Tests.Persistence;

public sealed class RequestDigestTests
{
    [Fact]
    public void Equal_texts_have_equal_digests_and_different_texts_have_different_digests()
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
    public void Text_that_is_neither_a_digest_nor_an_old_text_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RequestDigest>(json));

    /// <summary>
    /// A million participants remember requests, so a remembered request has no object and no text of its own.
    /// </summary>
    [Fact]
    public void A_remembered_request_takes_forty_bytes_in_addition_to_its_answer() =>
        Assert.Equal(40, Unsafe.SizeOf<AnsweredRequest>());
}
