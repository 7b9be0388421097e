using System.Globalization;
using Spectre.Console;

namespace Prakerja.Load.Reports;

/// <summary>Prints the result of a run on one screen.</summary>
internal static class Tables
{
    public static void Show(IAnsiConsole console, Report report)
    {
        console.WriteLine();
        console.Write(OutcomesOf(report));
        console.Write(OperationsOf(report));
        if (report.Invariants.Count > 0) console.Write(InvariantsOf(report));
        foreach (var (cause, count) in report.Retries)
            console.WriteLine($"sent again {count:N0} times: {cause}");
        foreach (var problem in report.Problems) console.WriteLine($"! {problem}");
        if (report.Stopped is { } stopped) console.WriteLine($"Stopped: {stopped}");
        console.WriteLine(report.Held ? "Everything held." : "NOT everything held.");
    }

    private static Table OutcomesOf(Report report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Outcome").AddColumn(Right("People"));
        foreach (var (outcome, count) in report.Outcomes) table.AddRow(Markup.Escape(outcome), Number(count));
        foreach (var (code, count) in report.ExpectedRefusals)
            table.AddRow(Markup.Escape($"refused as it must be: {code}"), Number(count));
        return table;
    }

    private static Table OperationsOf(Report report)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("Operation").AddColumn(Right("Answers")).AddColumn(Right("Retries"))
            .AddColumn(Right("Per s")).AddColumn(Right("p50 ms")).AddColumn(Right("p99 ms"));
        foreach (var (name, operation) in report.Operations)
        {
            table.AddRow(
                Markup.Escape(name),
                Number(operation.Answered),
                Number(operation.Retried),
                Number((long)operation.PerSecond),
                Milliseconds(operation.P50Ms),
                Milliseconds(operation.P99Ms));
        }

        return table;
    }

    private static Table InvariantsOf(Report report)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("Invariant").AddColumn(Right("Checked")).AddColumn(Right("Breaches")).AddColumn("");
        foreach (var (name, invariant) in report.Invariants)
        {
            table.AddRow(
                Markup.Escape(name),
                Number(invariant.Checked),
                Number(invariant.BreachCount),
                invariant.Held ? "[green]held[/]" : "[red]BROKEN[/]");
            foreach (var breach in invariant.Breaches) table.AddRow(Markup.Escape("  " + breach), "", "", "");
        }

        return table;
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(double value) => value.ToString("N2", CultureInfo.InvariantCulture);
}
