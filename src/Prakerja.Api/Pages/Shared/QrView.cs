using System.Globalization;
using System.Text;
using QRCoder;

namespace Prakerja.Api.Pages;

/// <summary>A QR code for the partial page <c>_Qr</c>, as one path of an SVG picture.</summary>
/// <param name="Text">What the code holds.</param>
/// <param name="Label">What a screen reader says.</param>
internal sealed record QrView(string Text, string Label)
{
    public QrPath ToPath()
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(Text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (!rows[y][x]) continue;
                var start = x;
                while (x < rows[y].Length && rows[y][x]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1H{start}z");
            }
        }

        return new QrPath(rows.Count, path.ToString());
    }

    public override string ToString() => Label;
}

/// <param name="Size">Modules on each side, with the margin.</param>
/// <param name="Path">The dark modules.</param>
internal sealed record QrPath(int Size, string Path);
