# One application's day with Ruby's xmlrpc: xmlrpc.rb ADDRESS TOKEN < groups.json
#
# On Moodle's address (.php) parameters stand in their order; on the other one they stand in a struct, and the last reads are one
# multicall.
require 'json'
require 'xmlrpc/client'

address, secret = ARGV
moodle = address.end_with?('.php')
groups = JSON.parse($stdin.read)

server = ->(token) { XMLRPC::Client.new2("#{address}?wstoken=#{token}") }
given = ->(name, value) { moodle ? value : { name => value } }
refused = lambda do |client, *call|
  ok, answer = client.call2(*call)
  next "answered #{answer}" if ok
  raise answer.faultString if answer.faultCode < 10_000_000
  answer.faultString[/\| ERRORCODE: (\w+)$/, 1]
end

site = server.(secret)
day = {
  badToken: refused.(server.('f' * 32), 'core_webservice_get_site_info'),
  missing: refused.(site, 'core_group_create_groups', given.('groups', [groups[0], { courseid: 20, name: 'x' }])),
}
info = site.call('core_webservice_get_site_info')
day[:username] = info['username']
day[:functions] = info['functions'].map { |f| f['name'] }
day[:made] = site.call('core_group_create_groups', given.('groups', groups))
ids = day[:made].map { |g| g['id'] }
day[:read] = site.call('core_group_get_groups', given.('groupids', ids))
day[:void] = site.call('core_group_delete_groups', given.('groupids', [ids[0]]))
day[:left] = moodle ? site.call('core_group_get_course_groups', 20) : site.multicall(['core_group_get_course_groups', 20])[0]
print JSON.generate(day)
