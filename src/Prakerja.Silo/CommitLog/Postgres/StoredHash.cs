using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>Converts hashes to and from their stored form: a uuid of the same 16 bytes, in the same order.</summary>
internal static class StoredHash
{
    public static Guid Of(KeyedHash hash)
    {
        Span<byte> bytes = stackalloc byte[KeyedHash.LengthBytes];
        hash.CopyTo(bytes);
        return new Guid(bytes, bigEndian: true);
    }

    public static KeyedHash From(Guid stored)
    {
        Span<byte> bytes = stackalloc byte[KeyedHash.LengthBytes];
        stored.TryWriteBytes(bytes, bigEndian: true, out _);
        return KeyedHash.FromBytes(bytes);
    }
}
