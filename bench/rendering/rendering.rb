# Renders the same with the Ruby that runs this, the way a director does: ERB evaluates each template anew,
# in a context that is a copy of the instance's.
#
#   ruby rendering.rb FOLDER CONTEXT.RB COUNT ROUNDS
require 'erb'
require ARGV[1]

TEMPLATES = 10
folder = ARGV[0]
count, rounds = ARGV[2..].map(&:to_i)
text = File.read("#{folder}/template.erb", encoding: 'UTF-8')
all = JSON.parse(File.read("#{folder}/instance.json"))
given = Marshal.dump(all['spec'].merge('properties' => all['properties'], 'links' => all['links']))

jobs = (0...10).map do |job|
  (0...TEMPLATES).map do |i|
    ERB.new("#{text}# #{job * TEMPLATES + i}\n", trim_mode: '-').tap { |erb| erb.filename = "redis#{job}/t#{i}.erb" }
  end
end

rounds.times do
  began = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  bytes = (0...count / TEMPLATES).sum do |i|
    jobs[i % jobs.length].sum do |erb|
      erb.result(Bosh::Template::EvaluationContext.new(Marshal.load(given), nil).get_binding).bytesize
    end
  end
  puts "round #{Process.clock_gettime(Process::CLOCK_MONOTONIC) - began} #{bytes}"
end
