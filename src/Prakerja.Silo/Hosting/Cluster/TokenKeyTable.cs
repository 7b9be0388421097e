using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using Prakerja.Grains.Programme;
using Prakerja.Silo.CommitLog.Postgres;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// Stores the keys of the participants' tokens in the cluster's database, encrypted with a key that is derived from the
/// identity key. Thread-safe.
/// </summary>
public sealed class TokenKeyTable(PostgresDatabase database, IdentityKey identity) : IXmlRepository
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] key = identity.Derive("token-keys");

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var query = database.Source.CreateCommand("SELECT name, element FROM token_key ORDER BY made_at, name");
        using var rows = query.ExecuteReader();
        var elements = new List<XElement>();
        while (rows.Read()) elements.Add(Open(rows.GetString(0), rows.GetString(1)));
        return elements;
    }

    /// <summary>
    /// Stores a key, unless another node stored one within the last minute: nodes that start together each make a key
    /// when they find none, and a node that used its own key would refuse the tokens of the others for hours. The
    /// second node reads the key of the first afterwards.
    /// </summary>
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var connection = database.Source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        // Locks out other writers, not readers, for one insert.
        Execute(connection, "LOCK TABLE token_key IN SHARE ROW EXCLUSIVE MODE");
        Execute(
            connection,
            """
            INSERT INTO token_key (name, element)
            SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM token_key WHERE made_at > now() - interval '1 minute')
            """,
            friendlyName,
            Seal(friendlyName, element));
        transaction.Commit();
    }

    private static void Execute(NpgsqlConnection connection, string statement, params ReadOnlySpan<string> values)
    {
        using var command = new NpgsqlCommand(statement, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        command.ExecuteNonQuery();
    }

    // The name is authenticated too: an element that was moved to another row cannot be decrypted.
    private string Seal(string name, XElement element)
    {
        var plain = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var box = new byte[NonceLength + TagLength + plain.Length];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce,
            plain,
            box.AsSpan(NonceLength + TagLength),
            box.AsSpan(NonceLength, TagLength),
            Encoding.UTF8.GetBytes(name));
        return Convert.ToBase64String(box);
    }

    private XElement Open(string name, string text)
    {
        var box = Convert.FromBase64String(text).AsSpan();
        if (box.Length < NonceLength + TagLength)
            throw new CryptographicException($"The token key {name} is truncated.");
        var plain = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            box[..NonceLength],
            box[(NonceLength + TagLength)..],
            box.Slice(NonceLength, TagLength),
            plain,
            Encoding.UTF8.GetBytes(name));
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
