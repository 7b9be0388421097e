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
    private readonly AuthenticatedCipher cipher = new(identity.Derive("token-keys"));

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var query = database.Source.CreateCommand("SELECT name, element FROM token_key ORDER BY made_at, name");
        using var rows = query.ExecuteReader();
        var elements = new List<XElement>();
        while (rows.Read()) elements.Add(Decrypt(rows.GetString(0), rows.GetString(1)));
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
            Encrypt(friendlyName, element));
        transaction.Commit();
    }

    private static void Execute(NpgsqlConnection connection, string statement, params ReadOnlySpan<string> values)
    {
        using var command = new NpgsqlCommand(statement, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        command.ExecuteNonQuery();
    }

    private string Encrypt(string name, XElement element) =>
        cipher.Encrypt(Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), name);

    private XElement Decrypt(string name, string text) =>
        XElement.Parse(Encoding.UTF8.GetString(cipher.Decrypt(text, name)));
}
