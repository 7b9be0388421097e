using Prakerja.Api;
using Prakerja.Silo.Operations;

try
{
    await using var app = Hosting.Build(args);
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    // One plain line for the operator: what is wrong, where, and the cure.
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{taken.Message} Stop the other program, or choose another with --urls=URL.");
    return 1;
}
