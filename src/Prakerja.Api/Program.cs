using Prakerja.Api;
using Prakerja.Silo.Operations;

try
{
    await using var app = Hosting.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartRefusedException.ReasonIn(failure) is { } why)
{
    // One plain line for the operator: what is wrong, where, and the cure.
    await Console.Error.WriteLineAsync(why);
    return 1;
}
