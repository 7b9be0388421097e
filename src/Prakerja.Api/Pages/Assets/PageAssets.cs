using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Prakerja.Api.Pages;

/// <summary>
/// The files of the pages: stylesheet, script, icon, films. They are in the program itself. The name contains a hash
/// of the content, so a browser may keep a file for ever. Texts are compressed once, at the start.
/// </summary>
internal sealed class PageAssets
{
    private const string Prefix = "assets/";

    private readonly FrozenDictionary<string, PageAsset> byName;
    private readonly FrozenDictionary<string, PageAsset> byPath;

    public PageAssets()
    {
        var assembly = typeof(PageAssets).Assembly;
        byName = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Read(name[Prefix.Length..], assembly.GetManifestResourceStream(name)!))
            .ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);
        byPath = byName.Values.ToFrozenDictionary(asset => asset.FileName, StringComparer.Ordinal);
    }

    /// <summary>The address of a file.</summary>
    public string this[string name] => "/aset/" + byName[name].FileName;

    public PageAsset? Find(string fileName) => byPath.GetValueOrDefault(fileName);

    private static PageAsset Read(string name, Stream stream)
    {
        using var memory = new MemoryStream();
        using (stream) stream.CopyTo(memory);
        var bytes = memory.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
        var extension = Path.GetExtension(name);
        var mediaType = extension switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".vtt" => "text/vtt; charset=utf-8",
            ".mp4" => "video/mp4",
            _ => throw new InvalidOperationException($"There is no media type for {name}."),
        };
        var isText = extension != ".mp4";
        return new PageAsset(
            name,
            $"{Path.GetFileNameWithoutExtension(name)}.{hash}{extension}",
            mediaType,
            bytes,
            isText ? Compress(bytes, output => new BrotliStream(output, CompressionLevel.SmallestSize)) : null,
            isText ? Compress(bytes, output => new GZipStream(output, CompressionLevel.SmallestSize)) : null);
    }

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> compressor)
    {
        using var output = new MemoryStream();
        using (var stream = compressor(output)) stream.Write(bytes);
        return output.ToArray();
    }
}

/// <summary>One file.</summary>
/// <param name="FileName">The name with the hash.</param>
/// <param name="Brotli">The compressed content; null for a film.</param>
internal sealed record PageAsset(
    string Name, string FileName, string MediaType, byte[] Bytes, byte[]? Brotli, byte[]? Gzip);
