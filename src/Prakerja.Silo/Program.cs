using Prakerja.Silo;
using Prakerja.Silo.Startup;

if (args is [VerifyDrawCommand.Name, .. var verified]) return VerifyDrawCommand.Run(verified);
return await ProgramRunner.RunAsync(
    () => args is ["migrate", .. var settings] ? SiloProgram.MigrateAsync(settings) : SiloProgram.RunAsync(args));
